"""PostgreSQL: its own pg_dump, and its own psql for one transaction that is committed only when the rows agree."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import conninfo

from .manifest import Refused, Snapshot, Table, differing, tally

# Rows are compared as text, so the text must not depend on how a session or a server is set up.
FORMATS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "client_min_messages": "warning",
}
OURS = """
    FROM {catalogue} AS thing JOIN pg_catalog.pg_namespace AS place ON place.oid = thing.{prefix}namespace
    WHERE place.nspname !~ '^pg_' AND place.nspname <> 'information_schema' AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS part
        WHERE part.classid = '{catalogue}'::regclass AND part.objid = thing.oid AND part.deptype = 'e')
"""
RELATIONS = OURS.format(catalogue="pg_catalog.pg_class", prefix="rel")
ROUTINES = OURS.format(catalogue="pg_catalog.pg_proc", prefix="pro")
TABLES = f"SELECT format('%I.%I', nspname, relname) {RELATIONS} AND relkind = 'r' ORDER BY 1"
CLEAR = f"""
DO $clear$
DECLARE step text;
BEGIN
    FOR step IN
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE', kind, nspname, relname) FROM (
            SELECT nspname, relname, CASE relkind
                WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE'
                WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
            {RELATIONS} AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        ) AS things ORDER BY kind DESC
    LOOP EXECUTE step; END LOOP;
    FOR step IN SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', thing.oid::regprocedure) {ROUTINES}
    LOOP EXECUTE step; END LOOP;
END $clear$;
"""  # noqa: S608  (nothing here comes from outside)


def whole_rows(table: str) -> str:
    return f"COPY (SELECT whole_row::text FROM {table} AS whole_row) TO STDOUT"  # noqa: S608  (quoted by the server)


class PostgreSQL:
    name = "postgresql"
    file_name = "database.pgdump"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        connection.ensure_connection()
        info = connection.connection.info
        self.server_version = info.server_version // 10000
        parameters = info.get_parameters()
        formats = " ".join(f"-c {name}={value}" for name, value in FORMATS.items())
        parameters["options"] = f"{parameters.get('options', '')} {formats}".strip()
        self.address = conninfo.make_conninfo(**parameters)
        # Neither the password nor the encoding may stand where every process can read them, or depend on the terminal.
        self.environment = {**os.environ, "PGPASSWORD": info.password, "PGCLIENTENCODING": "UTF8", "LC_MESSAGES": "C"}

    def is_empty(self) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute(TABLES)
            return not cursor.fetchall()

    def snapshot(self, target: Path) -> Snapshot:
        command = self.tool("pg_dump")
        own = self.connection.copy()
        try:
            own.set_autocommit(False)
            with own.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                for name, value in FORMATS.items():
                    cursor.execute(f"SET LOCAL {name} = '{value}'")
                cursor.execute("SELECT pg_export_snapshot()")
                (moment,) = cursor.fetchone()
                self.dump(command, moment, target)
                cursor.execute(TABLES)
                tables = {name: copied(cursor, name) for (name,) in cursor.fetchall()}
                return Snapshot(tables, applied(cursor) if "public.django_migrations" in tables else [])
        finally:
            own.close()

    def dump(self, command: str, moment: str, target: Path) -> None:
        options = ["--format=custom", "--no-owner", "--no-privileges", "--no-password", f"--snapshot={moment}"]
        done = subprocess.run(
            [command, *options, f"--file={target}", f"--dbname={self.address}"],
            env=self.environment,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            raise Refused(f"The database can't be read: {reason(done.stderr)}")

    def restore(self, file: Path, expected: Snapshot) -> list[str]:
        """Drop, load and compare in one transaction: whatever fails, the database stays as it was."""
        load = [self.tool("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--file=-", str(file)]
        with self.psql(self.tool("psql")) as session:
            session.say(f"\\o {os.devnull}", "BEGIN;", "SET lock_timeout = '20s';", CLEAR)
            loaded = subprocess.run(
                load, env=self.environment, stdout=session.stdin, stderr=subprocess.PIPE, check=False
            )
            if loaded.returncode:
                raise Refused(f"Nothing was restored: {session.trouble() or reason(loaded.stderr) or load[0]}")
            session.say("\\o")
            names = [line.decode().rstrip("\n") for line in session.ask(f"COPY ({TABLES}) TO STDOUT")]
            if wrong := differing({name: tally(session.ask(whole_rows(name))) for name in names}, expected.tables):
                raise Refused(f"Nothing was restored: the tables would differ from the backup's: {', '.join(wrong)}.")
            session.say("COMMIT;")
        return []

    def tool(self, name: str) -> str:
        package = f"On Debian: apt install postgresql-client-{self.server_version}"
        path = shutil.which(name)
        if not path:
            raise Refused(f"{name} is missing. {package}")
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r"\(PostgreSQL\) (\d+)", said)
        if not version or int(version[1]) < self.server_version:
            found = version[1] if version else "unknown"
            raise Refused(f"{name} is of version {found}, the server of {self.server_version}. {package}")
        return path

    @contextmanager
    def psql(self, command: str) -> Iterator["Session"]:
        self.connection.close()
        options = ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]
        with TemporaryFile() as errors:
            process = subprocess.Popen(
                [command, *options, f"--dbname={self.address}"],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            session = Session(process, errors)
            try:
                yield session
            except BrokenPipeError as error:
                raise Refused(f"Nothing was restored: {session.trouble()}") from error
            finally:
                session.end()
            if process.returncode:
                raise Refused(f"Nothing was restored: {session.trouble()}")


class Session:
    """A conversation with psql. Whoever leaves it without saying COMMIT has changed nothing."""

    END = b"== that was all ==\n"

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self.process, self.errors = process, errors
        self.stdin: IO[bytes] = process.stdin  # type: ignore[assignment]  # both were asked for as pipes
        self.stdout: IO[bytes] = process.stdout  # type: ignore[assignment]

    def say(self, *lines: str) -> None:
        self.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.stdin.flush()

    def ask(self, statement: str) -> Iterator[bytes]:
        self.say(f"{statement};", f"\\echo {self.END.decode().strip()}")
        for line in self.stdout:
            if line == self.END:
                return
            yield line
        raise Refused(f"Nothing was restored: {self.trouble()}")

    def trouble(self) -> str:
        self.end()
        self.errors.seek(0)
        return reason(self.errors.read())

    def end(self) -> None:
        try:
            self.stdin.close()
        except BrokenPipeError:
            """It has ended already; its exit code says why."""
        self.stdout.close()
        self.process.wait()


def copied(cursor, table: str) -> Table:
    with cursor.copy(whole_rows(table)) as stream:
        return tally(bytes(row) for row in stream)


def applied(cursor) -> list[str]:
    cursor.execute("SELECT app, name FROM public.django_migrations")
    return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def reason(errors: bytes) -> str:
    lines: Iterable[str] = errors.decode(errors="replace").splitlines()
    return next((line for line in lines if "error" in line.lower() or "fatal" in line.lower()), "")
