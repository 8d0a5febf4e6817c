"""The database and the stored files in one archive, and back again (manage.py backup, manage.py restore)."""
