from oscar.apps.dashboard.reports import reports

from oscar_forks.dashboard.exports import TextWriter


class ReportCSVFormatter(reports.ReportCSVFormatter):
    def get_csv_writer(self, file_handle, **kwargs) -> TextWriter:
        return TextWriter(open_file=file_handle, **kwargs)
