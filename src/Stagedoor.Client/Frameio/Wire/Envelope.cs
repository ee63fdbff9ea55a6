using System.Text.Json;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>What stands around every answer: <c>data</c>, and in lists <c>links</c> and <c>total_count</c>.</summary>
internal static class Envelope
{
    public static T Data<T>(ref Utf8JsonReader reader, JsonRead<T> read)
    {
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "data"u8)) return read(ref reader);
            Pass(ref reader);
        }

        throw new JsonException("There is no data in it.");
    }

    public static T? DataOrNull<T>(ref Utf8JsonReader reader, JsonRead<T> read) where T : class
    {
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "data"u8)) return JsonIn.OrNull(ref reader, read);
            Pass(ref reader);
        }

        return null;
    }

    public static FrameioPage<T> Page<T>(ref Utf8JsonReader reader, JsonRead<T> read)
    {
        IReadOnlyList<T>? items = null;
        string? next = null;
        long? total = null;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "data"u8)) items = JsonIn.List(ref reader, read);
            else if (JsonIn.Is(ref reader, "links"u8)) next = reader.TokenType == JsonTokenType.Null ? null : JsonIn.Peek(reader, "next"u8);
            else if (JsonIn.Is(ref reader, "total_count"u8)) total = JsonIn.LongOrNull(ref reader);
            else Pass(ref reader);
            reader.Skip();
        }

        return new(items ?? throw new JsonException("There is no data in it."), next, total);
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
