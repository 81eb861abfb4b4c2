using KB.Symbolizer.Dwarf;

namespace KB.Symbolizer.Tests.Dwarf;

public class SourcePathTests
{
    [Theory]
    [InlineData("/src/linux", "/src/linux/fs/widget.c", "fs/widget.c")]
    [InlineData("/src/linux", "/src/linux/./include/linux/widget.h", "include/linux/widget.h")]
    [InlineData("/src/tree/out", "/src/tree/out/../fs/widget.c", "fs/widget.c")]
    [InlineData("/src/tree/out", "/src/tree/fs/widget.c", "fs/widget.c")]
    [InlineData("debian/build/out", "debian/build/out/mm/widget.c", "mm/widget.c")]
    [InlineData("debian/build/out", "/home/me/linux-6.1/arch/x86/entry/widget.S", "arch/x86/entry/widget.S")]
    [InlineData("/home/me/module", "/usr/src/linux-headers-6.1-common/include/linux/widget.h", "include/linux/widget.h")]
    [InlineData("/home/me/module", "/usr/src/linux-headers-6.8-common/include/linux/io_uring/cmd.h", "include/linux/io_uring/cmd.h")]
    [InlineData("/home/me/module", "/usr/src/linux-6.8/include/uapi/linux/io_uring/query.h", "include/uapi/linux/io_uring/query.h")]
    [InlineData("/home/me/module", "/opt/other/widget.c", "/opt/other/widget.c")]
    [InlineData("", "fs/widget.c", "fs/widget.c")]
    public void A_path_is_told_relative_to_the_kernel_tree_where_that_is_known(string directory, string file, string path) =>
        Assert.Equal(path, SourcePath.InTree(directory, file));

    [Theory]
    [InlineData("/a/b/../../../../etc", "/etc")]
    [InlineData("./a//b/", "a/b")]
    public void A_path_never_leaves_its_root(string path, string clean) => Assert.Equal(clean, SourcePath.Clean(path));
}
