"""A notebook of 200 cells through nbclient, as papermill and nbconvert run it."""

import time

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

CELLS = 200

notebook = new_notebook(
    cells=[new_code_cell("var shown = display(0); int sum = 0;")]
    + [new_code_cell(f'sum += {k}; Console.WriteLine("cell {k} ÄÖ 水文 😀"); sum') for k in range(1, CELLS)]
    + [new_code_cell('shown.Update("the last");')],
    metadata={"kernelspec": {"name": "hydronotebook-test", "display_name": "C# (HydroNotebook)", "language": "C#"}},
)
client = NotebookClient(notebook, timeout=120)
with client.setup_kernel():
    begin = time.monotonic()
    for index, cell in enumerate(notebook.cells):
        client.execute_cell(cell, index)
    seconds = time.monotonic() - begin

for k in range(1, CELLS):
    outputs = notebook.cells[k].outputs
    assert outputs[0]["text"] == f"cell {k} ÄÖ 水文 😀\n", outputs
    assert outputs[1]["data"]["text/plain"] == str(k * (k + 1) // 2), outputs
    assert notebook.cells[k].execution_count == k + 1
assert notebook.cells[0].outputs[0]["data"]["text/plain"] == "the last", notebook.cells[0].outputs
nbformat.validate(notebook)
print(f"{CELLS} cells in {seconds:.2f} s")
print("ok")
