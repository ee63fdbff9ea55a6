using System.Text;
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>
/// An upload that has begun: the file, where its parts go, and which of them have arrived. Kept as JSON it is resumed by another process. Its addresses let whoever has them write the file, so
/// keep it as you would a secret; its text shows none of it.
/// </summary>
public sealed class FileUpload
{
    private readonly Lock gate = new();
    private readonly SortedSet<int> arrived;

    internal FileUpload(FrameioId accountId, FrameioFile file) : this(accountId, file.Id, file.Name, file.MediaType, file.UploadUrls ?? [], [])
    {
    }

    private FileUpload(FrameioId accountId, FrameioId fileId, string name, string mediaType, IReadOnlyList<UploadUrl> parts, IEnumerable<int> arrived) =>
        (AccountId, FileId, Name, MediaType, Parts, this.arrived) = (accountId, fileId, name, mediaType, parts, [.. arrived]);

    /// <summary>The account.</summary>
    public FrameioId AccountId { get; }

    /// <summary>The file: it is there from the beginning, and filled by the upload.</summary>
    public FrameioId FileId { get; }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The file's media type, which each part is sent with.</summary>
    public string MediaType { get; }

    /// <summary>How many bytes the file has.</summary>
    public long Size => Parts.Sum(static part => part.Size);

    /// <summary>How many bytes have arrived for certain.</summary>
    public long ArrivedBytes
    {
        get
        {
            lock (gate) return arrived.Sum(part => Parts[part].Size);
        }
    }

    /// <summary>How many parts there are.</summary>
    public int PartCount => Parts.Count;

    /// <summary>How many parts have arrived.</summary>
    public int ArrivedParts
    {
        get
        {
            lock (gate) return arrived.Count;
        }
    }

    /// <summary>Whether every part has arrived.</summary>
    public bool IsWhole => ArrivedParts == PartCount;

    internal IReadOnlyList<UploadUrl> Parts { get; }

    /// <summary>From what <see cref="ToJson"/> kept; <see langword="null"/> if it is none of that.</summary>
    /// <param name="json">What was kept.</param>
    public static FileUpload? FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            return Read(ref reader);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>All of it, to be resumed later.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("account_id", AccountId.ToString());
            writer.WriteString("file_id", FileId.ToString());
            writer.WriteString("name", Name);
            writer.WriteString("media_type", MediaType);
            writer.WriteStartArray("parts");
            foreach (var part in Parts)
            {
                writer.WriteStartObject();
                writer.WriteNumber("size", part.Size);
                writer.WriteString("url", part.Url);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("arrived");
            lock (gate)
            {
                foreach (var part in arrived) writer.WriteNumberValue(part);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Which file it is, and how far.</summary>
    public override string ToString() => $"{FileId}: {ArrivedParts} of {PartCount} parts";

    internal bool Has(int part)
    {
        lock (gate) return arrived.Contains(part);
    }

    internal void Arrived(int part)
    {
        lock (gate) arrived.Add(part);
    }

    internal void ArrivedAll()
    {
        lock (gate) arrived.UnionWith(Enumerable.Range(0, PartCount));
    }

    private static FileUpload Read(ref Utf8JsonReader reader)
    {
        var (account, file, name, type) = (default(FrameioId), default(FrameioId), "", "");
        IReadOnlyList<UploadUrl> parts = [];
        IReadOnlyList<int> arrived = [];
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "account_id"u8)) account = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "file_id"u8)) file = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "media_type"u8)) type = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "parts"u8)) parts = JsonIn.List(ref reader, UploadUrl.Read);
            else if (JsonIn.Is(ref reader, "arrived"u8)) arrived = JsonIn.List(ref reader, JsonIn.Int);
            else JsonIn.Keep(ref reader, UnknownMembers.None);
        }

        if (account.IsEmpty || file.IsEmpty || parts.Count == 0 || arrived.Any(part => part < 0 || part >= parts.Count)) throw new JsonException("This is no upload.");
        return new(account, file, name, type, parts, arrived);
    }
}
