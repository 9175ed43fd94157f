"""The review: records looked at by a person, and what the person decided."""
