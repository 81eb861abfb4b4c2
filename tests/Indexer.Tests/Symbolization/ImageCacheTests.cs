using KB.Indexer.Symbolization;
using KB.Symbolizer;

namespace KB.Indexer.Tests.Symbolization;

public sealed class ImageCacheTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-1)]
    public void A_damaged_cache_is_made_again(int place)
    {
        using var widget = new WidgetImage();
        using KernelImage image = KernelImage.Open(widget.Kernel), other = KernelImage.Open(widget.Kernel);
        var cache = new ImageCache(widget.Folder);
        cache.Make(image);
        string file = Directory.GetFiles(widget.Folder, "*.gsym").Single();
        byte[] good = File.ReadAllBytes(file), bad = [.. good];
        bad[place < 0 ? ^1 : place] ^= 1;
        File.WriteAllBytes(file, bad);

        Assert.False(other.UseCache(file));
        cache.Make(other);

        Assert.Equal(good, File.ReadAllBytes(file));
        Assert.True(other.UseCache(file));
    }
}
