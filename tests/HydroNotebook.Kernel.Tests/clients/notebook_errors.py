"""What nbclient does with cells that fail or take too long."""

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat.v4 import new_code_cell, new_notebook

METADATA = {"kernelspec": {"name": "hydronotebook-test", "display_name": "C# (HydroNotebook)", "language": "C#"}}


def run(*cells, **options):
    notebook = new_notebook(cells=list(cells), metadata=METADATA)
    NotebookClient(notebook, **{"timeout": 120, **options}).execute()
    return [cell.outputs for cell in notebook.cells]


expected = new_code_cell("int kept = 1;\nthrow new InvalidOperationException(\"dry\");")
expected.metadata.tags = ["raises-exception"]
outputs = run(expected, new_code_cell("kept"))
assert outputs[0][0]["ename"] == "InvalidOperationException", outputs
assert any("line 2" in line for line in outputs[0][0]["traceback"]), outputs
assert outputs[1][0]["data"]["text/plain"] == "1", outputs

outputs = run(new_code_cell("int bad = \"text\";"), new_code_cell("2"), allow_errors=True)
assert outputs[0][0]["ename"] == "CompilationError", outputs
assert outputs[1][0]["data"]["text/plain"] == "2", outputs

try:
    run(new_code_cell("throw new InvalidOperationException(\"dry\");"))
    raise SystemExit("the error was not told")
except CellExecutionError as error:
    assert "dry" in str(error)

slow = new_code_cell('int before = 5; while (true) { Thread.Sleep(10); }')
outputs = run(slow, new_code_cell("before"), timeout=15, interrupt_on_timeout=True, allow_errors=True)
assert outputs[0][0]["output_type"] == "error", outputs
assert outputs[1][0]["data"]["text/plain"] == "5", outputs
print("ok")
