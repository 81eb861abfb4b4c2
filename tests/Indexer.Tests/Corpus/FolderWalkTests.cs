using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class FolderWalkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kb-walk-");

    [Fact]
    public void A_folder_to_which_links_lead_is_entered_once()
    {
        Write("inside/a.log", "outside/b.log");
        Link("inside/self", ".");
        Link("inside/deep/up", "../../inside/deep");
        Link("inside/one", "../outside");
        Link("inside/two", Below("outside"));
        Link("outside/back", "../inside/one/../inside/deep");

        Assert.Equal(["a.log", "one/b.log"], Files("inside"));
    }

    [Fact]
    public void A_folder_is_named_without_a_link_where_it_can_be()
    {
        Write("inside/sub/a.log");
        Link("inside/earlier", "sub");

        Assert.Equal(["sub/a.log"], Files("inside"));
    }

    [Fact]
    public void Two_links_up_in_each_of_many_folders_end()
    {
        for (int i = 0; i < 30; i++)
        {
            Write($"inside/{i}/a.log");
            Link($"inside/{i}/left", "..");
            Link($"inside/{i}/right", $"../{29 - i}");
        }

        Assert.Equal(30, Files("inside").Length);
    }

    [Fact]
    public void A_link_that_leads_nowhere_or_to_itself_keeps_no_file_out()
    {
        Write("inside/a.log");
        Link("inside/nowhere", "missing");
        Link("inside/circle", "circle");

        Assert.Contains("a.log", Files("inside"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Files(string root) => [.. FolderWalk.Files(Below(root)).Select(file => Path.GetRelativePath(Below(root), file.FullName)).Order(StringComparer.Ordinal)];

    private void Write(params string[] files) => Array.ForEach(files, file => File.WriteAllText(Made(file), ""));

    private void Link(string link, string target) => Directory.CreateSymbolicLink(Made(link), target);

    private string Made(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Below(name))!);
        return Below(name);
    }

    private string Below(string name) => Path.Combine(_folder.FullName, name);
}
