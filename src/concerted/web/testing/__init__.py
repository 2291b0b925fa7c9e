"""What the tests stand on: a cluster of their own, and requests that run under the real database roles."""
