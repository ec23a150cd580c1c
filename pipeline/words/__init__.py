"""The wording of numbers, periods and comparisons: exact values in, Chinese text out."""
