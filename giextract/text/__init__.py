"""Clean text with offsets, numerals, dates and figures: everything that is known of characters and nothing of reports."""
