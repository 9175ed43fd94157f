"""`python -m giextract` is the command `giextract`."""

from giextract.cli import main

if __name__ == "__main__":
    main()
