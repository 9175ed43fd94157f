"""A report for trying giextract out: composed for this project, of a town that does not exist."""
