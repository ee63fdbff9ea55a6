using System.Globalization;
using System.Text.Json;

namespace Stagedoor.Client.Frameio;

/// <summary>Where in a film a comment stands: the number of a frame, or a timecode such as <c>01:00:04:12</c>. Numbers and texts become one by themselves.</summary>
public readonly record struct CommentTimestamp
{
    /// <summary>A frame.</summary>
    /// <param name="frame">Its number.</param>
    public CommentTimestamp(long frame) => Frame = frame;

    /// <summary>A timecode.</summary>
    /// <param name="timecode">As <c>HH:MM:SS:FF</c>.</param>
    public CommentTimestamp(string timecode) => Timecode = timecode;

    /// <summary>The number of the frame, if it is one.</summary>
    public long? Frame { get; }

    /// <summary>The timecode, if it is one.</summary>
    public string? Timecode { get; }

    /// <summary>A frame.</summary>
    /// <param name="frame">Its number.</param>
    public static CommentTimestamp FromInt64(long frame) => new(frame);

    /// <summary>A timecode.</summary>
    /// <param name="timecode">As <c>HH:MM:SS:FF</c>.</param>
    public static CommentTimestamp FromString(string timecode) => new(timecode);

    /// <summary>A frame.</summary>
    /// <param name="frame">Its number.</param>
    public static implicit operator CommentTimestamp(long frame) => new(frame);

    /// <summary>A timecode.</summary>
    /// <param name="timecode">As <c>HH:MM:SS:FF</c>.</param>
    public static implicit operator CommentTimestamp(string timecode) => new(timecode);

    /// <summary>As it stands on the wire.</summary>
    public override string ToString() => Timecode ?? Frame?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal static CommentTimestamp? ReadOrNull(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => new(reader.GetString()!),
        _ => new(Wire.JsonIn.Long(ref reader)),
    };

    internal static void Write(Utf8JsonWriter writer, string name, CommentTimestamp? timestamp)
    {
        if (timestamp is not { } given) return;
        if (given.Timecode is not null) writer.WriteString(name, given.Timecode);
        else if (given.Frame is { } frame) writer.WriteNumber(name, frame);
        else writer.WriteNull(name);
    }
}
