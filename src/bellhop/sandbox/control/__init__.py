"""The control surface under /sandbox: make numbers and guests, let guests write, break things."""
