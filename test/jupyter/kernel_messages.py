"""What Jupyter's own suite for kernels is told about aliaslab's; see jupyter-itself.test.ts."""

import unittest

import jupyter_kernel_test


class AliaslabKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "aliaslab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [{"text": "parseIn", "matches": {"parseInt"}}]
    complete_code_samples = ["const a = 1", "await a", "function f() {\n}"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`text"]
    invalid_code_samples = ["const = 3", "'open"]
    code_generate_error = "throw new Error('meant')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a text'", "result": "a text"},
        {"code": "await Promise.resolve([1])", "result": "[ 1 ]"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>x</b>')", "mime": "text/html"},
        {"code": "display.png(new Uint8Array([1]))", "mime": "image/png"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ? 7"
    code_inspect_sample = "parseInt"


if __name__ == "__main__":
    unittest.main()
