"""The prompts, one file each.

The system prompt ends with one example of two composed lines and their answer, which a test checks against these very lines: it
shows in 180 characters what five rules say, and stands in the part that is the same for every request. There is no further
example for each section: what they would show, where a value stands in a report, is what the model must not take from
anywhere but the report, and each would be sent with every request. An example that is repeated as an answer is rejected,
because its characters do not stand in the cited line of the report.
"""
