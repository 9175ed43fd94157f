"""Many documents: a folder that holds their records and a ledger of what is done, whatever engine does the work.

A run is what one output folder holds. What was asked for is listed in its ledger, each document is known by the SHA-256 of its
bytes, and the unit of work (one document to its record) knows nothing of the ledger, so that any engine can do it.
"""
