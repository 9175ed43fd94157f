"""What is lost on the way through a file: composed reports as web pages, Word, PDF and scans, read again and scored.

    python -m benchmarks.formats FOLDER [--reports a06 d12] [--formats 'html-*' docx] [--boxes 50]

    reports.toml, reports     a labelled text becomes a structure; national_form prints its tables from the label
    structure                 lines and tables, and the same as plain text, against which everything is measured
    web_pages, word, printing, scans, damage, formats
                              the makers: a structure becomes files
    page_files, extraction, edits, differences, measuring, boxes, cost
                              what is lost: F1, characters, figures, places, time and memory
    summary                   the tables

Wanted, against the same report as plain text: F1 of `rules` falls by at most 0.01 for HTML, Word and PDF with text, 0.03 for
clean and middling scans, 0.10 for bad ones. Everything made goes to FOLDER.
"""
