from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self):
        from operations.task_log import TaskLog

        # Kept, for celery's signals hold it weakly.
        self.task_log = TaskLog()
        self.task_log.connect_worker_signals()
