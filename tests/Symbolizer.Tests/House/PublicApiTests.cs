using System.Runtime.CompilerServices;
using KB.Tests.House;

namespace KB.Symbolizer.Tests.House;

/// <summary>What others build upon changes only on purpose.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_api_of_the_symbolizer_is_the_approved_one() =>
        Assert.Equal("", Approved.Changes(PublicApi.Lines(typeof(KernelImage).Assembly, "KB.Symbolizer"), Beside("Symbolizer.api.txt")));

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
