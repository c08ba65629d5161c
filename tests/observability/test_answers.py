"""Every query answers what it says, over rows that its table would hold; several clusters and workspaces included."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import duckdb_kql
import pytest

from azure_data_landing_zone import observability
from azure_data_landing_zone.observability import queries
from log_tables import log_tables

Row = dict[str, Any]
Rows = Sequence[Row]

_TYPES = {"datetime": "TIMESTAMP", "string": "VARCHAR", "int": "INTEGER", "real": "DOUBLE", "bool": "BOOLEAN"}
_SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
_WORKSPACES = f"{_SUBSCRIPTION}/resourcegroups/rg/providers/microsoft.machinelearningservices/workspaces"
A, B, ELSEWHERE = f"{_WORKSPACES}/mlw-a", f"{_WORKSPACES}/mlw-b", f"{_WORKSPACES}/mlw-of-others"
T = datetime.datetime(2026, 11, 26, 10, 0)


def at(minutes: float) -> datetime.datetime:
    return T + datetime.timedelta(minutes=minutes)


@pytest.fixture(scope="module")
def logs() -> duckdb.DuckDBPyConnection:
    """A database with the tables of Log Analytics, empty."""
    connection = duckdb_kql.connect()
    for name, columns in log_tables().items():
        typed = ", ".join(f'"{column}" {_TYPES[type_]}' for column, type_ in columns.items())
        connection.execute(f'CREATE TABLE "{name}" ({typed})')
    return connection


class Logs:
    """Tables of Log Analytics with the rows of one case."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def holds(self, table: str, rows: Rows) -> None:
        for row in rows:
            names = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" for _ in row)
            self._connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))

    def clear(self) -> None:
        for name in log_tables():
            self._connection.execute(f'DELETE FROM "{name}"')

    def answer(self, text: str) -> list[Row]:
        found = duckdb_kql.query(self._connection, text)
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@pytest.fixture
def log(logs: duckdb.DuckDBPyConnection) -> Iterator[Logs]:
    filled = Logs(logs)
    yield filled
    filled.clear()


def text_of(name: str) -> str:
    scope = f"_ResourceId in~ ('{A.upper()}', '{B}')"
    return observability.query(name, Scope=scope, Groups="'rg-a', 'rg-b'", Grain="1h")


def metric(minutes: float, workspace: str, name: str, samples: Sequence[float]) -> Row:
    """A row of AzureMetrics: the samples of all clusters in one minute, without the dimension that tells them apart."""
    return {
        "TimeGenerated": at(minutes),
        "_ResourceId": workspace,
        "MetricName": name,
        "TimeGrain": "PT1M",
        "Total": sum(samples),
        "Count": len(samples),
        "Average": sum(samples) / len(samples),
        "Maximum": max(samples),
    }


def event(minutes: float, workspace: str, **columns: object) -> Row:
    return {"TimeGenerated": at(minutes), "_ResourceId": workspace, **columns}


def used(minutes: float, run: str, device: str, percent: object, name: str = "CpuUtilization", of: str = A) -> Row:
    return event(
        minutes, of, RunId=run, DeviceType=device, MetricName=name, Utilization=str(percent), ClusterName="cpu"
    )


#: Two clusters in workspace A for an hour, three nodes on (two active, one idle) and five (all active); one in B with one.
_NODES = [
    row
    for minute in range(60)
    for row in (
        metric(minute, A, "Total Nodes", [3, 5]),
        metric(minute, A, "Active Nodes", [2, 5]),
        metric(minute, A, "Idle Nodes", [1, 0]),
        metric(minute, B, "Total Nodes", [1]),
        metric(minute, B, "Active Nodes", [1]),
        metric(minute, ELSEWHERE, "Total Nodes", [100]),
        metric(minute, ELSEWHERE, "Active Nodes", [100]),
    )
]
_JOBS = [
    event(0, A, JobId="1", ClusterName="cpu", EventType="JobSubmitted"),
    event(4, A, JobId="1", ClusterName="cpu", EventType="JobRunning"),
    event(6, A, JobId="1", ClusterName="cpu", EventType="JobRunning"),
    event(0, A, JobId="2", ClusterName="gpu", EventType="JobSubmitted"),
    event(30, A, JobId="2", ClusterName="gpu", EventType="JobRunning"),
    event(10, A, JobId="3", ClusterName="cpu", EventType="JobSubmitted"),
    event(0, ELSEWHERE, JobId="4", ClusterName="cpu", EventType="JobSubmitted"),
    event(90, ELSEWHERE, JobId="4", ClusterName="cpu", EventType="JobRunning"),
]
_RUNS = [
    event(0, A, RunId="r1", RootRunId="r1", Status="Queued"),
    event(5, A, RunId="r1", RootRunId="r1", Status="Completed"),
    event(0, A, RunId="r2", RootRunId="r1", Status="Running", Message=""),
    event(7, A, RunId="r2", RootRunId="r1", Status="Failed", Message="out of memory"),
    event(1, B, RunId="r3", RootRunId="r3", Status="Preparing"),
    event(2, B, RunId="r4", RootRunId="r4", Status="Canceled"),
    event(3, ELSEWHERE, RunId="r5", RootRunId="r5", Status="Failed"),
]
_CLUSTERS = [
    event(0, A, ClusterName="cpu", VmSize="D4s", CurrentNodeCount=4, IdleNodeCount=0, UnusableNodeCount=0),
    event(9, A, ClusterName="cpu", VmSize="D4s", CurrentNodeCount=3, IdleNodeCount=2, UnusableNodeCount=1),
    event(5, A, ClusterName="gpu", VmSize="NC4", CurrentNodeCount=1, IdleNodeCount=0, UnusableNodeCount=0),
    event(9, A, ClusterName="cpu", VmSize="D4s"),
    event(5, ELSEWHERE, ClusterName="cpu", VmSize="D4s", CurrentNodeCount=9, IdleNodeCount=9, UnusableNodeCount=0),
]


@pytest.mark.parametrize(
    ("name", "table", "rows", "answer"),
    [
        (
            "node_hours",
            "AzureMetrics",
            _NODES,
            [
                {"Workspace": "mlw-a", "NodeHours": 8.0, "ActiveHours": 7.0, "IdleHours": 1.0, "IdlePercent": 12.5},
                {"Workspace": "mlw-b", "NodeHours": 1.0, "ActiveHours": 1.0, "IdleHours": 0.0, "IdlePercent": 0.0},
            ],
        ),
        (
            "nodes_by_state",
            "AzureMetrics",
            _NODES,
            [{"State": "Active", "TimeGenerated": T, "Nodes": 8}, {"State": "Idle", "TimeGenerated": T, "Nodes": 1}],
        ),
        (
            "memory_utilization",
            "AzureMetrics",
            [
                metric(0, A, "CpuMemoryUtilizationPercentage", [20, 40]),
                metric(1, A, "GpuMemoryUtilizationPercentage", [90]),
                metric(1, ELSEWHERE, "GpuMemoryUtilizationPercentage", [10]),
            ],
            [
                {"Memory": "Cpu", "TimeGenerated": T, "Percent": 30},
                {"Memory": "Gpu", "TimeGenerated": T, "Percent": 90},
            ],
        ),
        (
            "quota_utilization",
            "AzureMetrics",
            [
                metric(0, A, "Quota Utilization Percentage", [10, 70]),
                metric(1, A, "Quota Utilization Percentage", [20, 60]),
                metric(0, ELSEWHERE, "Quota Utilization Percentage", [99]),
            ],
            [{"Workspace": "mlw-a", "TimeGenerated": T, "Percent": 70}],
        ),
        (
            "model_deployments",
            "AzureMetrics",
            [
                metric(0, A, "Model Deploy Succeeded", [1, 2]),
                metric(5, A, "Model Deploy Failed", [1]),
                metric(5, ELSEWHERE, "Model Deploy Failed", [7]),
            ],
            [
                {"Outcome": "Succeeded", "TimeGenerated": T, "Deployments": 3},
                {"Outcome": "Failed", "TimeGenerated": T, "Deployments": 1},
            ],
        ),
        (
            "data_factory_runs",
            "AzureMetrics",
            [
                {**metric(0, "adf", name, [count]), "ResourceProvider": provider, "ResourceGroup": group}
                for name, count, provider, group in (
                    ("PipelineSucceededRuns", 4, "MICROSOFT.DATAFACTORY", "RG-A"),
                    ("PipelineSucceededRuns", 1, "MICROSOFT.DATAFACTORY", "RG-B"),
                    ("PipelineFailedRuns", 2, "MICROSOFT.DATAFACTORY", "RG-A"),
                    ("PipelineFailedRuns", 9, "MICROSOFT.DATAFACTORY", "RG-OF-OTHERS"),
                    ("PipelineFailedRuns", 9, "MICROSOFT.OTHER", "RG-A"),
                )
            ],
            [
                {"Outcome": "Succeeded", "TimeGenerated": T, "Runs": 5},
                {"Outcome": "Failed", "TimeGenerated": T, "Runs": 2},
            ],
        ),
        (
            "processor_utilization",
            "AmlComputeCpuGpuUtilization",
            [
                used(0, "r1", "CPU", 20),
                used(1, "r2", "CPU", 60),
                used(1, "r2", "GPU", 80, "GpuUtilization"),
                used(1, "r2", "GPU", 10, "GpuMemoryUtilization"),
                used(1, "r2", "GPU", "unknown", "GpuUtilization"),
                used(1, "r9", "CPU", 99, of=ELSEWHERE),
            ],
            [
                {"DeviceType": "CPU", "TimeGenerated": T, "Percent": 40},
                {"DeviceType": "GPU", "TimeGenerated": T, "Percent": 80},
            ],
        ),
        (
            "busiest_runs",
            "AmlComputeCpuGpuUtilization",
            [
                used(0, "long", "GPU", 40, "GpuUtilization"),
                used(60, "long", "GPU", 80, "GpuUtilization"),
                used(30, "long", "GPU", 5, "GpuMemoryUtilization"),
                used(0, "short", "CPU", 90),
                used(10, "short", "CPU", 90),
            ],
            [{"Workspace": "mlw-a", "RunId": "long", "Device": "GPU", "Average": 60.0, "Peak": 80.0, "Hours": 1.0}],
        ),
        (
            "queue_time",
            "AmlComputeJobEvent",
            _JOBS,
            [
                {"Workspace": "mlw-a", "Cluster": "gpu", "Jobs": 1, "Median": 30.0, "Slow": 30.0, "Longest": 30.0},
                {"Workspace": "mlw-a", "Cluster": "cpu", "Jobs": 1, "Median": 4.0, "Slow": 4.0, "Longest": 4.0},
            ],
        ),
        ("queue_time_over_time", "AmlComputeJobEvent", _JOBS, [{"TimeGenerated": T, "Median": 4.0, "Slow": 30.0}]),
        (
            "job_errors",
            "AmlComputeJobEvent",
            [
                event(0, A, JobId="1", ClusterName="cpu", EventType="JobFailed", JobErrorMessage="x" * 300),
                event(1, A, JobId="1", ClusterName="cpu", EventType="JobFailed", JobErrorMessage="x" * 300),
                event(2, A, JobId="2", ClusterName="cpu", EventType="JobFailed", JobErrorMessage="x" * 300),
                event(3, A, JobId="3", ClusterName="gpu", EventType="JobFailed", JobErrorMessage="y"),
                event(3, A, JobId="4", ClusterName="gpu", EventType="JobSucceeded", JobErrorMessage=""),
            ],
            [
                {"Workspace": "mlw-a", "Cluster": "cpu", "Error": "x" * 200, "Jobs": 2, "Last": at(2)},
                {"Workspace": "mlw-a", "Cluster": "gpu", "Error": "y", "Jobs": 1, "Last": at(3)},
            ],
        ),
        (
            "run_totals",
            "AmlRunStatusChangedEvent",
            _RUNS,
            [
                {
                    "Workspace": "mlw-a",
                    "Completed": 1,
                    "Failed": 1,
                    "Canceled": 0,
                    "Waiting": 0,
                    "Running": 0,
                    "FailedPercent": 50.0,
                },
                {
                    "Workspace": "mlw-b",
                    "Completed": 0,
                    "Failed": 0,
                    "Canceled": 1,
                    "Waiting": 1,
                    "Running": 0,
                    "FailedPercent": None,
                },
            ],
        ),
        (
            "runs_by_outcome",
            "AmlRunStatusChangedEvent",
            _RUNS,
            [
                {"Status": "Completed", "TimeGenerated": T, "Runs": 1},
                {"Status": "Failed", "TimeGenerated": T, "Runs": 1},
                {"Status": "Canceled", "TimeGenerated": T, "Runs": 1},
            ],
        ),
        (
            "failed_runs",
            "AmlRunStatusChangedEvent",
            _RUNS,
            [
                {
                    "TimeGenerated": at(7),
                    "Workspace": "mlw-a",
                    "RunId": "r2",
                    "RootRunId": "r1",
                    "Message": "out of memory",
                }
            ],
        ),
        (
            "idle_nodes",
            "AmlComputeClusterEvent",
            [
                {**row, "MinimumNodeCount": 0, "MaximumNodeCount": 6, "NodeIdleTimeSecondsBeforeScaleDown": 120}
                for row in _CLUSTERS
            ],
            [
                {
                    "Workspace": "mlw-a",
                    "Cluster": cluster,
                    "Size": size,
                    "Nodes": nodes,
                    "Idle": idle,
                    "Unusable": unusable,
                    "Least": 0,
                    "Most": 6,
                    "KeptIdleSeconds": 120,
                    "Seen": at(minutes),
                }
                for cluster, size, nodes, idle, unusable, minutes in (
                    ("cpu", "D4s", 3, 2, 1, 9),
                    ("gpu", "NC4", 1, 0, 0, 5),
                )
            ],
        ),
        (
            "quota_by_cluster",
            "AmlComputeClusterEvent",
            [
                event(0, A, ClusterName="cpu", VmFamilyName="DSv2", QuotaAllocated="100", QuotaUtilized="10"),
                event(8, A, ClusterName="cpu", VmFamilyName="DSv2", QuotaAllocated="100", QuotaUtilized="80"),
                event(5, A, ClusterName="gpu", VmFamilyName="NCv3", QuotaAllocated="0", QuotaUtilized="0"),
                event(9, A, ClusterName="cpu", VmFamilyName="DSv2", QuotaAllocated="", QuotaUtilized=""),
            ],
            [
                {
                    "Workspace": "mlw-a",
                    "Cluster": cluster,
                    "Family": family,
                    "Size": None,
                    "Priority": None,
                    "Used": used_,
                    "Allocated": allocated,
                    "Percent": percent,
                    "Seen": at(minutes),
                }
                for cluster, family, used_, allocated, percent, minutes in (
                    ("cpu", "DSv2", 80, 100, 80, 8),
                    ("gpu", "NCv3", 0, 0, None, 5),
                )
            ],
        ),
        (
            "compute_instances",
            "AmlComputeInstanceEvent",
            [
                event(0, A, AmlComputeInstanceName="ci-ada", OperationName="Start", ResultType="Success"),
                event(9, A, AmlComputeInstanceName="ci-ada", OperationName="Stop", ResultType="Success"),
                event(5, B, AmlComputeInstanceName="ci-ben", OperationName="Start", ResultType="Failure"),
            ],
            [
                {
                    "Workspace": workspace,
                    "Instance": instance,
                    "Operation": operation,
                    "Result": result,
                    "Events": events,
                    "Seen": at(minutes),
                }
                for workspace, instance, operation, result, events, minutes in (
                    ("mlw-a", "ci-ada", "Stop", "Success", 2, 9),
                    ("mlw-b", "ci-ben", "Start", "Failure", 1, 5),
                )
            ],
        ),
        (
            "failed_changes",
            "AzureActivity",
            [
                {
                    "TimeGenerated": at(minutes),
                    "_ResourceId": f"{_SUBSCRIPTION}/resourcegroups/rg-a/providers/microsoft.keyvault/vaults/kv",
                    "ResourceGroup": group,
                    "CategoryValue": "Administrative",
                    "ActivityStatusValue": status,
                    "ActivitySubstatusValue": "Forbidden",
                    "OperationNameValue": operation,
                    "Caller": "ada",
                    "CorrelationId": correlation,
                }
                for minutes, group, status, operation, correlation in (
                    (0, "RG-A", "Failure", "MICROSOFT.KEYVAULT/VAULTS/WRITE", "1"),
                    (1, "RG-A", "Failed", "MICROSOFT.KEYVAULT/VAULTS/WRITE", "1"),
                    (2, "RG-A", "Failure", "MICROSOFT.KEYVAULT/VAULTS/WRITE", "2"),
                    (3, "RG-A", "Success", "MICROSOFT.KEYVAULT/VAULTS/WRITE", "3"),
                    (4, "RG-A", "Failure", "MICROSOFT.KEYVAULT/VAULTS/READ", "4"),
                    (5, "RG-OF-OTHERS", "Failure", "MICROSOFT.KEYVAULT/VAULTS/WRITE", "5"),
                )
            ],
            [
                {
                    "Group": "RG-A",
                    "Resource": "kv",
                    "Operation": "MICROSOFT.KEYVAULT/VAULTS/WRITE",
                    "Reason": "Forbidden",
                    "Caller": "ada",
                    "Last": at(2),
                    "Times": 2,
                }
            ],
        ),
        (
            "log_volume",
            "Usage",
            [
                {"TimeGenerated": at(0), "DataType": "AzureMetrics", "Quantity": 1500, "IsBillable": True},
                {"TimeGenerated": at(60), "DataType": "AzureMetrics", "Quantity": 500, "IsBillable": True},
                {"TimeGenerated": at(0), "DataType": "Heartbeat", "Quantity": 9000, "IsBillable": False},
            ],
            [{"Table": "AzureMetrics", "Gigabytes": 2.0}],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_answers_what_it_says(log: Logs, name: str, table: str, rows: Rows, answer: Rows) -> None:
    log.holds(table, rows)
    found = log.answer(text_of(name))
    assert unordered(name, found) == unordered(name, answer)


def unordered(name: str, rows: Rows) -> list[Mapping[str, Any]]:
    """Rows in an order that does not depend on how equal ones are sorted; in theirs where all differ in it."""
    by_time = {"TimeGenerated"} <= set(rows[0]) and name != "failed_runs"
    return sorted(rows, key=str) if by_time or name == "run_totals" else list(rows)


def test_every_query_of_the_workbook_is_asked_here() -> None:
    mark = next(mark for mark in test_a_query_answers_what_it_says.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {case[0] for case in mark.args[1]} == set(observability.query_names())


def test_every_query_answers_with_nothing_while_there_are_no_rows(log: Logs) -> None:
    for name in observability.query_names():
        assert log.answer(text_of(name)) == [], name


def test_jobs_that_wait_are_found_by_the_alert(log: Logs) -> None:
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)

    def before(minutes: int) -> datetime.datetime:
        return now - datetime.timedelta(minutes=minutes)

    rows = [
        {"TimeGenerated": before(90), "JobId": "1", "ClusterName": "cpu", "EventType": "JobSubmitted"},
        {"TimeGenerated": before(80), "JobId": "2", "ClusterName": "gpu", "EventType": "JobSubmitted"},
        {"TimeGenerated": before(70), "JobId": "2", "ClusterName": "gpu", "EventType": "JobRunning"},
    ]
    log.holds("AmlComputeJobEvent", rows)
    (found,) = log.answer(queries.alert_query("long_queue"))
    assert (found["ClusterName"], found["JobId"]) == ("cpu", "1")
    assert 89 < found["WaitingMinutes"] < 95


def test_the_daily_cap_is_found_by_the_alert(log: Logs) -> None:
    rows = [
        {"TimeGenerated": at(0), "Category": "Ingestion", "Detail": "OverQuota: the daily cap is reached"},
        {"TimeGenerated": at(1), "Category": "Ingestion", "Detail": "Subscription suspended"},
        {"TimeGenerated": at(2), "Category": "Agent", "Detail": "OverQuota"},
    ]
    log.holds("_LogOperation", rows)
    assert [row["TimeGenerated"] for row in log.answer(queries.alert_query("ingestion_cap"))] == [at(0)]
