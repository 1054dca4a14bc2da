using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Tests.Documents;

public sealed class NotebookDocumentTests
{
    private const string Minimal = """
        {"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {"mine": 1}, "outputs": [], "source": ["int a = 1;\n", "a"]}],
         "metadata": {"kernelspec": {"name": "other", "display_name": "Other"}, "mine": {"deep": [1, 2.50, null]}}, "nbformat": 4, "nbformat_minor": 5, "mine": "kept"}
        """;

    [Fact]
    public void Reading_and_writing_keeps_ids_unknown_fields_and_numbers_as_written()
    {
        NotebookDocument notebook = NotebookDocument.Parse(Minimal, "n.ipynb");

        string once = notebook.ToJson();

        Assert.Equal("int a = 1;\na", notebook.Cells[0].Source);
        Assert.Contains("2.50", once, StringComparison.Ordinal);
        Assert.Contains("\"mine\": \"kept\"", once, StringComparison.Ordinal);
        Assert.Contains("\"id\": \"a\"", once, StringComparison.Ordinal);
        Assert.EndsWith("}\n", once, StringComparison.Ordinal);
        Assert.Equal(once, NotebookDocument.Parse(once, "n.ipynb").ToJson());
    }

    [Fact]
    public void Cells_of_an_older_format_get_ids_that_follow_from_position_and_text()
    {
        const string old = """{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "x"}, {"cell_type": "markdown", "metadata": {}, "source": "x"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 2}""";

        NotebookDocument first = NotebookDocument.Parse(old, "old.ipynb");
        NotebookDocument second = NotebookDocument.Parse(old, "old.ipynb");

        Assert.Equal(first.Cells.Select(cell => cell.Id), second.Cells.Select(cell => cell.Id));
        Assert.NotEqual(first.Cells[0].Id, first.Cells[1].Id);
        Assert.Contains("\"nbformat_minor\": 5", first.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"cells\": [}", "n.ipynb:2:13: the notebook is no valid JSON")]
    [InlineData("", "n.ipynb: the file is empty. Restore it, or give a file made by a notebook editor.")]
    [InlineData("[1]", "'nbformat' is missing")]
    [InlineData("{\"nbformat\": 3, \"metadata\": {}, \"cells\": []}", "nbformat 3")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {}, \"cells\": 7}", "'cells' is not a list")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {}, \"cells\": [3]}", "cell 1 of the file is not an object")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {}, \"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}]}", "cell 1 of the file: 'cell_type' is \"heading\"")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {}, \"cells\": [{\"cell_type\": \"code\", \"source\": 4}]}", "cell 1 of the file: 'source'")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {}, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"id\": \"a b\"}]}", "the id \"a b\"")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4, \"metadata\": {}, \"cells\": []}", "the notebook is no valid JSON")]
    public void A_broken_file_is_refused_with_its_name_the_place_and_the_fact(string text, string fact)
    {
        NotebookException error = Assert.Throws<NotebookException>(() => NotebookDocument.Parse(text, "n.ipynb"));

        Assert.StartsWith("n.ipynb", error.Message, StringComparison.Ordinal);
        Assert.Contains(fact, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cells_with_one_id_are_refused_by_both_positions()
    {
        NotebookException error = Assert.Throws<NotebookException>(() => NotebookDocument.Parse(
            """{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "raw", "source": "", "id": "a"}, {"cell_type": "raw", "source": "", "id": "a"}]}""", "n.ipynb"));

        Assert.Contains("cell 2 of the file has the id 'a' of cell 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Minimal.TrimEnd().Length; length++)
        {
            Assert.Throws<NotebookException>(() => NotebookDocument.Parse(Minimal[..length], "cut.ipynb"));
        }
    }

    [Fact]
    public void A_file_with_any_one_letter_lost_is_refused_or_read_and_never_ends_in_another_error()
    {
        int read = 0;
        for (int k = 0; k < Minimal.Length; k++)
        {
            try
            {
                NotebookDocument notebook = NotebookDocument.Parse(Minimal.Remove(k, 1), "cut.ipynb");
                Assert.NotEmpty(NotebookDocument.Parse(notebook.ToJson(), "again.ipynb").Cells);
                read++;
            }
            catch (NotebookException error)
            {
                Assert.StartsWith("cut.ipynb", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 10, Minimal.Length - 10);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        NotebookException error = Assert.Throws<NotebookException>(() => NotebookDocument.Load("nowhere/n.ipynb"));

        Assert.StartsWith("nowhere/n.ipynb: there is no such notebook", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_notebook_is_named_as_one()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hydronotebook-");
        try
        {
            NotebookException error = Assert.Throws<NotebookException>(() => NotebookDocument.Load(folder.FullName));

            Assert.Equal($"{folder.FullName}: this is a folder. Name a notebook file.", error.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_notebook_that_cannot_take_its_place_leaves_nothing_beside_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hydronotebook-");
        try
        {
            string taken = folder.CreateSubdirectory("n.ipynb").FullName;

            Exception? error = Record.Exception(() => new NotebookDocument().Save(taken));

            Assert.True(error is IOException or UnauthorizedAccessException, error?.ToString());
            Assert.Equal([taken], Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("\n\n")]
    [InlineData("ÄÖ 水文 😀\r\nb")]
    public void A_text_comes_back_from_its_list_of_lines(string text)
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("a", text));

        Assert.Equal(text, NotebookDocument.Parse(notebook.ToJson(), "n").Cells[0].Source);
    }
}
