"""What the task worker says, wherever it runs: each line with the task's name and the id of the request that asked."""

from typing import Any

import structlog
from django_structlog.celery.receivers import CeleryReceiver


class TaskLog(CeleryReceiver):
    def receiver_task_prerun(self, task_id: str, task: Any, *args: Any, **kwargs: Any) -> None:
        super().receiver_task_prerun(task_id, task, *args, **kwargs)
        structlog.contextvars.bind_contextvars(task=task.name)
