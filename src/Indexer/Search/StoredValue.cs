using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KB.Indexer.Search;

/// <summary>A record as the catalogue keeps it: JSON, compressed with Brotli, behind its length.</summary>
internal static class StoredValue
{
    /// <summary>Low quality: a report compresses to a sixth at a tenth of a millisecond; higher ones cost ten times that for a tenth of the size.</summary>
    private const int Quality = 3;

    /// <summary>A stored record is at most this long when unpacked, in bytes: a damaged length must not allocate more.</summary>
    private const int MaxLength = 256 << 20;

    private const string Damaged = "A stored record is damaged. Run kb repair: the corpus and the journal hold everything.";

    public static byte[] Pack<T>(T value, JsonTypeInfo<T> type)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.Length) + 4);
        try
        {
            BitConverter.TryWriteBytes(buffer, json.Length);
            return BrotliEncoder.TryCompress(json, buffer.AsSpan(4), out int written, Quality, window: 22)
                ? buffer.AsSpan(0, written + 4).ToArray()
                : throw new InvalidOperationException("Brotli refused a buffer of its own bound.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static T Unpack<T>(byte[] packed, JsonTypeInfo<T> type)
    {
        byte[] json = Json(packed, out int length);
        try
        {
            return JsonSerializer.Deserialize(json.AsSpan(0, length), type)!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    /// <summary>One string of a record by the names that lead to it, without making the rest: a text is wanted for each hit of a search, the frames around it are not. Null when there is none.</summary>
    public static string? String(byte[] packed, params ReadOnlySpan<string> path)
    {
        byte[] json = Json(packed, out int length);
        try
        {
            var reader = new Utf8JsonReader(json.AsSpan(0, length));
            reader.Read();
            foreach (string name in path)
            {
                if (!GoTo(ref reader, name))
                {
                    return null;
                }
            }

            return reader.GetString();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    // From the start of an object to a value in it; false when it has none of that name.
    private static bool GoTo(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    // The record as JSON in a rented array, which the caller returns.
    private static byte[] Json(byte[] packed, out int length)
    {
        length = packed.Length < 4 ? -1 : BitConverter.ToInt32(packed);
        if (length is < 0 or > MaxLength)
        {
            throw new IndexDamagedException(Damaged);
        }

        byte[] json = ArrayPool<byte>.Shared.Rent(length);
        if (BrotliDecoder.TryDecompress(packed.AsSpan(4), json, out int written) && written == length)
        {
            return json;
        }

        ArrayPool<byte>.Shared.Return(json);
        throw new IndexDamagedException(Damaged);
    }
}
