using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace KB.Indexer.Search.Engine;

/// <summary>A file mapped into memory, read only. The only place of the engine with pointers.</summary>
/// <remarks>
/// A file that nobody disposes of is unmapped by the garbage collector, which is told of its size: who reads <see cref="Bytes"/> keeps a
/// reference to this object, or to what holds it, until the reading is over.
/// </remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <summary>Maps a file that is not empty and at most <see cref="SegmentFormat.MaxLength"/> long.</summary>
    public MappedFile(string path, long length)
    {
        Length = (int)length;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
        GC.AddMemoryPressure(length);
    }

    /// <summary>Unmaps a file that was only dropped: the handle counts the pointer as a user, and would stay open for ever.</summary>
    ~MappedFile() => LetGo();

    /// <summary>Bytes mapped.</summary>
    public int Length { get; }

    /// <summary>Some of the bytes. Valid as long as this object is not disposed.</summary>
    /// <exception cref="InvalidDataException">They are not all in the file.</exception>
    public ReadOnlySpan<byte> Bytes(uint start, uint length) =>
        (ulong)start + length <= (ulong)Length
            ? new ReadOnlySpan<byte>(_start + start, (int)length)
            : throw new InvalidDataException($"bytes 0x{start:x} to 0x{(ulong)start + length:x} lie outside the file");

    /// <summary>Some of the bytes as an array of fixed-size values.</summary>
    public ReadOnlySpan<T> Array<T>(uint start, uint count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes(start, checked(count * (uint)sizeof(T))));

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        LetGo();
        _view.Dispose();
        _file.Dispose();
        GC.SuppressFinalize(this);
    }

    private void LetGo()
    {
        if (_start is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            GC.RemoveMemoryPressure(Length);
        }
    }
}
