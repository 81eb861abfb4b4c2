using System.Runtime.InteropServices;

namespace KB.Indexer.Duplicates.Features;

public sealed partial record CrashFeatures
{
    /// <summary>First byte of a packed record: its layout and how features are read. Raised when either changes.</summary>
    public const byte Layout = 7;

    /// <summary>The record as bytes, little endian: layout, day, bugs of trackers, then everything that the fingerprint is of.</summary>
    public byte[] Pack()
    {
        using var stream = new MemoryStream(1024);
        using var writer = new BinaryWriter(stream);
        writer.Write(Layout);
        writer.Write(Day ?? -1);
        Write(writer, Trackers);
        WriteBody(writer);
        return stream.ToArray();
    }

    /// <summary>The record of such bytes; null when they are of another layout or damaged.</summary>
    public static CrashFeatures? Unpack(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new PackReader(bytes);
            return reader.Byte() == Layout ? ReadBody(ref reader) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private void WriteBody(BinaryWriter writer)
    {
        ReadOnlySpan<uint> values = [RecordTitle, Title, Build, Arch, Comm, Cache, Culprit, InModule, GuiltyFile, GuiltyFolder, Entry, Body, Place];
        writer.Write(MemoryMarshal.AsBytes(values));
        writer.Write([Class, (byte)(Corrupted ? 1 : 0), Access]);
        writer.Write(AccessSize);
        writer.Write(Version);
        foreach (uint[] set in (uint[][])[Guilty, OtherTitles, TitleWords, Words, Locks])
        {
            Write(writer, set);
        }

        writer.Write((byte)Stacks.Length);
        foreach (FeatureStack stack in Stacks)
        {
            writer.Write((byte)stack.Kind);
            writer.Write((byte)stack.Frames.Length);
            foreach (FeatureFrame frame in stack.Frames)
            {
                ReadOnlySpan<uint> terms = [frame.Function, frame.File, frame.Folder, frame.Line];
                writer.Write(MemoryMarshal.AsBytes(terms));
                writer.Write(frame.Helper);
            }
        }
    }

    private static void Write(BinaryWriter writer, uint[] set)
    {
        writer.Write((byte)Math.Min(set.Length, byte.MaxValue));
        writer.Write(MemoryMarshal.AsBytes(set.AsSpan(0, Math.Min(set.Length, byte.MaxValue))));
    }

    private static CrashFeatures ReadBody(ref PackReader reader)
    {
        int day = reader.Int32();
        return new CrashFeatures
        {
            Day = day < 0 ? null : day,
            Trackers = reader.Terms(),
            RecordTitle = reader.UInt32(),
            Title = reader.UInt32(),
            Build = reader.UInt32(),
            Arch = reader.UInt32(),
            Comm = reader.UInt32(),
            Cache = reader.UInt32(),
            Culprit = reader.UInt32(),
            InModule = reader.UInt32(),
            GuiltyFile = reader.UInt32(),
            GuiltyFolder = reader.UInt32(),
            Entry = reader.UInt32(),
            Body = reader.UInt32(),
            Place = reader.UInt32(),
            Class = (byte)Math.Min(reader.Byte(), CrashClass.All.Count - 1),
            Corrupted = reader.Byte() != 0,
            Access = reader.Byte(),
            AccessSize = reader.UInt16(),
            Version = reader.UInt16(),
            Guilty = reader.Terms(),
            OtherTitles = reader.Terms(),
            TitleWords = reader.Terms(),
            Words = reader.Terms(),
            Locks = reader.Terms(),
            Stacks = reader.Stacks(),
        }.WithFingerprint();
    }

    /// <summary>The same record with its <see cref="Fingerprint"/> set.</summary>
    internal CrashFeatures WithFingerprint()
    {
        using var stream = new MemoryStream(1024);
        using var writer = new BinaryWriter(stream);
        WriteBody(writer);
        ulong hash = 14695981039346656037;
        ReadOnlySpan<byte> bytes = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        unchecked
        {
            foreach (uint word in MemoryMarshal.Cast<byte, uint>(bytes))
            {
                hash = (hash ^ word) * 1099511628211;
                hash ^= hash >> 29;
            }

            foreach (byte rest in bytes[(bytes.Length & ~3)..])
            {
                hash = (hash ^ rest) * 1099511628211;
            }
        }

        return this with { Fingerprint = hash };
    }

    /// <summary>Reads the bytes in order; beyond the end it throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    private ref struct PackReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public byte Byte() => Take(1)[0];

        public ushort UInt16() => MemoryMarshal.Read<ushort>(Take(2));

        public int Int32() => MemoryMarshal.Read<int>(Take(4));

        public uint UInt32() => MemoryMarshal.Read<uint>(Take(4));

        public uint[] Terms() => MemoryMarshal.Cast<byte, uint>(Take(Byte() * 4)).ToArray();

        public FeatureStack[] Stacks()
        {
            var stacks = new FeatureStack[Byte()];
            for (int i = 0; i < stacks.Length; i++)
            {
                var kind = (StackRole)Math.Min(Byte(), (byte)StackRole.Other);
                var frames = new FeatureFrame[Byte()];
                for (int j = 0; j < frames.Length; j++)
                {
                    frames[j] = new FeatureFrame(UInt32(), UInt32(), UInt32(), UInt32(), Byte() != 0);
                }

                stacks[i] = new FeatureStack(kind, frames);
            }

            return stacks;
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            ReadOnlySpan<byte> taken = rest[..count];
            rest = rest[count..];
            return taken;
        }
    }
}
