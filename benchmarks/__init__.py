"""Speed, cost and scale, with figures side by side; `make bench` runs what needs nothing but this repository."""
