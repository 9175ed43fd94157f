"""What a report costs with a model, side by side with others: all against one oracle server, in one run."""
