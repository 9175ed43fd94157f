"""Tests of giextract.scoring."""
