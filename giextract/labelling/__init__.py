"""Labels from records: what a person decided about a record becomes the right answer for its report.

It stands above both of its halves, decisions (giextract.review) and labels (giextract.scoring), because neither knows of the
other, and because a decision's characters are read by the same code that proves a fact.
"""
