using System.Globalization;
using System.Text;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Terminal;

/// <summary>How far a transfer is, in one line of standard error that is written over; nothing where that is no terminal. Told from many threads; writes at most ten times a second.</summary>
internal sealed class ProgressBar(Shell shell, string name, bool shown) : IProgress<TransferProgress>, IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly bool colours = shell.Variable("NO_COLOR") is null;
    private readonly bool visible = shown && shell.ErrorIsTerminal && shell.Variable("TERM") != "dumb";
    private readonly long began = shell.Time.GetTimestamp();
    private long? first;
    private TimeSpan written = -Step;
    private bool dirty, whole;

    public void Report(TransferProgress value)
    {
        if (!visible) return;
        lock (gate)
        {
            // What had arrived before says nothing of how fast it goes now.
            first ??= value.Bytes;
            var now = shell.Time.GetElapsedTime(began);
            if (whole || (now - written < Step && value.Bytes != value.TotalBytes)) return;
            (written, dirty, whole) = (now, true, value.Bytes == value.TotalBytes);
            Write("\r" + Line(value, now) + "\e[K");
        }
    }

    /// <summary>Leaves the line empty, for what is said next, and the keys as they were: asking for the terminal's width may have switched them.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (dirty) Write("\r\e[K\e[?1l\e>");
            dirty = false;
        }
    }

    private string Line(TransferProgress value, TimeSpan now)
    {
        var speed = now.TotalSeconds > 0.5 ? (value.Bytes - first!.Value) / now.TotalSeconds : 0;
        var rest = new StringBuilder();
        if (value.TotalBytes is { } total)
        {
            var part = total == 0 ? 1 : (double)value.Bytes / total;
            rest.Append(CultureInfo.InvariantCulture, $" {part * 100,3:0}%  {Size.Of(value.Bytes)} of {Size.Of(total)}");
            if (speed > 0) rest.Append(CultureInfo.InvariantCulture, $"  {Size.Of(speed)}/s");
            if (speed > 0 && value.Bytes < total) rest.Append(CultureInfo.InvariantCulture, $"  {Size.Of(TimeSpan.FromSeconds(Math.Min((total - value.Bytes) / speed, 359_999)))} left");
            var room = shell.Width() - rest.Length - 3;
            var label = Fit(Output.Plain(name), Math.Clamp(room / 2, 0, 30));
            var width = Math.Clamp(room - label.Length, 0, 30);
            return $"{label} {Bar(part, width)}{rest}";
        }

        rest.Append(CultureInfo.InvariantCulture, $" {Size.Of(value.Bytes)}");
        if (speed > 0) rest.Append(CultureInfo.InvariantCulture, $"  {Size.Of(speed)}/s");
        return Fit(Output.Plain(name), 30) + rest;
    }

    private string Bar(double part, int width)
    {
        if (width < 5) return "";
        var full = (int)Math.Round(part * width);
        var (done, open) = (new string('━', full), new string('━', width - full));
        return colours ? $"\e[32m{done}\e[90m{open}\e[0m" : done + new string('─', width - full);
    }

    private static string Fit(string text, int width) => text.Length <= width ? text : width < 2 ? "" : text[..(width - 1)] + "…";

    private void Write(string text)
    {
        shell.Error.Write(Encoding.UTF8.GetBytes(text));
        shell.Error.Flush();
    }
}
