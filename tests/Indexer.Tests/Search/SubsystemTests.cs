using KB.Indexer.Search.Subsystems;

namespace KB.Indexer.Tests.Search;

public sealed class SubsystemTests
{
    [Theory]
    [InlineData("fs/ext4/inode.c", "ext4")]
    [InlineData("./fs/ext4/inode.c", "ext4")]
    [InlineData("fs/namei.c", "fs")]
    [InlineData("mm/kasan/report.c", "kasan")]
    [InlineData("mm/slub.c", "slab")]
    [InlineData("net/ipv4/tcp_input.c", "tcp")]
    [InlineData("net/ipv4/route.c", "ipv4")]
    [InlineData("drivers/net/tun.c", "tun")]
    [InlineData("kernel/cgroup/cpuset.c", "cpuset")]
    public void The_longest_path_counts(string path, string shortName) => Assert.Equal(shortName, Subsystem.Of(path)?.ShortName);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nowhere/file.c")]
    [InlineData("fs")]
    public void A_path_outside_the_table_has_no_subsystem(string? path) => Assert.Null(Subsystem.Of(path));

    [Fact]
    public void Names_and_short_names_are_unique()
    {
        Assert.Equal(Subsystem.All.Count, Subsystem.All.DistinctBy(subsystem => subsystem.Name).Count());
        Assert.Equal(Subsystem.All.Count, Subsystem.All.DistinctBy(subsystem => subsystem.ShortName).Count());
        Assert.All(Subsystem.All, subsystem => Assert.NotEmpty(subsystem.Paths));
    }
}
