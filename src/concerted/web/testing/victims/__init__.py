"""A room that only tests install: tables of the categories that programmes for victims will have.

The safety sentences about victims hold before the programmes do, so they are proved on these rows.
"""
