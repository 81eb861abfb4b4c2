using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace KB.Symbolizer.Elf;

/// <summary>A file mapped into memory, handed out in checked pieces; nothing of it is copied.</summary>
/// <remarks>A file that another process cuts short while it is mapped ends this process (SIGBUS): images must not be written in place.</remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="BadImageFormatException">It is empty.</exception>
    public MappedFile(string path)
    {
        Length = (ulong)new FileInfo(path).Length;
        if (Length == 0)
        {
            throw Damage.At("file", 0, "empty");
        }

        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start;
    }

    /// <summary>Length of the file in bytes.</summary>
    public ulong Length { get; }

    /// <summary>A piece of the file, at most 2 GB long.</summary>
    /// <exception cref="BadImageFormatException">It does not lie within the file.</exception>
    public ReadOnlyMemory<byte> Slice(string part, ulong offset, ulong length)
    {
        if (offset > Length || length > Length - offset)
        {
            throw Damage.At(part, offset, $"0x{length:x} bytes end past the file of 0x{Length:x}");
        }

        return length switch
        {
            0 => ReadOnlyMemory<byte>.Empty,
            > int.MaxValue => throw Damage.At(part, offset, "longer than 2 GB"),
            _ => new Piece(this, _start + offset, (int)length).Memory,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view.SafeMemoryMappedViewHandle.IsClosed)
        {
            return;
        }

        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private sealed class Piece(MappedFile owner, byte* start, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan()
        {
            // SAFETY: the piece was checked against the file, and the owner is alive as long as its view is open.
            ObjectDisposedException.ThrowIf(owner._view.SafeMemoryMappedViewHandle.IsClosed, owner);
            return new Span<byte>(start, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
