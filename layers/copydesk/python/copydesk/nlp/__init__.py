"""Text becomes an annotated spaCy Doc, and the Doc an analysis. No AWS, no environment, no clock."""
