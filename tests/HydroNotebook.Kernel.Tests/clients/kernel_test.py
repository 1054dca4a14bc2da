"""Jupyter's own list of what a kernel must do."""

import unittest

import jupyter_kernel_test


class HydroNotebookKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "hydronotebook-test"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("careful");'
    completion_samples = [{"text": "Console.WriteL", "matches": ["WriteLine"]}]
    complete_code_samples = ["1 + 1", "int a = 1;", "// a remark"]
    incomplete_code_samples = ["if (true) {", "/* open", "Console.WriteLine("]
    invalid_code_samples = ["1 + ) 2", "var s = 1 2;"]
    code_generate_error = 'throw new InvalidOperationException("dry");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"rain" + "fall"', "result": "rainfall"},
        {"code": "new[] { 1, 2, 3 }.Sum()", "result": "6"},
    ]
    code_display_data = [{"code": 'display(HTML("<b>rain</b>"));', "mime": "text/html"}]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console"


if __name__ == "__main__":
    unittest.main()
