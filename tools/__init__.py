"""What makes and checks the environment; no part of the installed package."""
