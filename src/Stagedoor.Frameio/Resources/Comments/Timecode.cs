using System.Globalization;
using System.Text.RegularExpressions;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>
/// The moment of a comment: a frame's number, or a timecode <c>HH:MM:SS:FF</c>. A timecode comes back as it was sent; a frame is written as one when asked for, at 24 frames a second:
/// nothing looks into the media, so its own rate is not known.
/// </summary>
internal static partial class Timecode
{
    private const int FramesPerSecond = 24;

    public static bool IsOne(string text) => Form.IsMatch(text);

    public static string OfFrame(long frame) => string.Create(
        CultureInfo.InvariantCulture,
        $"{frame / FramesPerSecond / 3600:00}:{frame / FramesPerSecond / 60 % 60:00}:{frame / FramesPerSecond % 60:00}:{frame % FramesPerSecond:00}");

    [GeneratedRegex(@"\A[0-9]{2}:[0-5][0-9]:[0-5][0-9]:[0-9]{2}\z")]
    private static partial Regex Form { get; }
}
