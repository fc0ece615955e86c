"""Job row: a request that waits or runs; it changes in place."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.conversation.item import Item, JobItem
from ui.widgets.layout import column
from ui.widgets.progress import ProgressRow


class JobRow(QWidget):
    """One job."""

    cancelled = pyqtSignal()

    def __init__(self, job: JobItem) -> None:
        super().__init__()
        self.row = ProgressRow(job.title)
        self.row.cancelled.connect(self.cancelled)
        self.setLayout(column(self.row, gap=0))
        self._title = job.title
        self.show_job(job)

    def show_job(self, job: JobItem) -> None:
        """How far it is now."""
        if job.title != self._title:
            self._title = job.title
            self.row.show_title(job.title)
        self.row.cancel_button.setEnabled(job.state != "cancelling")
        self.row.show_progress(job.share, doing=job.sub, left=job.left, then=job.then)

    def show_item(self, item: Item) -> bool:
        """The same row with other values."""
        if not isinstance(item.data, JobItem):
            return False
        self.show_job(item.data)
        return True
