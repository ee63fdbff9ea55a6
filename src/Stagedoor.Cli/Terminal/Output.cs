using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stagedoor.Cli.Terminal;

/// <summary>
/// Where a verb answers: results on standard output, remarks and errors on standard error. Colours on a terminal only and never with <c>NO_COLOR</c>. What came from elsewhere is shown by
/// <see cref="Plain"/>, so that a name cannot steer the terminal.
/// </summary>
internal sealed class Output(Shell shell, bool json)
{
    // No page shows this JSON: it need not be safe for HTML, and control characters are escaped all the same.
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Whether the answer is for a program.</summary>
    public bool Json => json;

    public bool Colours { get; } = shell.OutputIsTerminal && shell.Variable("NO_COLOR") is null && shell.Variable("TERM") != "dumb";

    private bool ErrorColours => shell.ErrorIsTerminal && shell.Variable("NO_COLOR") is null && shell.Variable("TERM") != "dumb";

    /// <summary>A line of the answer, for people.</summary>
    public void Line(string text = "") => Write(shell.Output, text + "\n");

    /// <summary>A remark that is no part of the answer: what to open, what was kept where.</summary>
    public void Remark(string text) => Write(shell.Error, text + "\n");

    /// <summary>The whole answer, for programs: one JSON document.</summary>
    public void Document(Action<Utf8JsonWriter> write)
    {
        shell.Output.Write(Bytes(write, indented: true));
        shell.Output.Write("\n"u8);
        shell.Output.Flush();
    }

    /// <summary>One of many answers, for programs: a JSON document without line breaks.</summary>
    public void JsonLine(Action<Utf8JsonWriter> write, bool line = true)
    {
        shell.Output.Write(Bytes(write, indented: false));
        if (line) shell.Output.Write("\n"u8);
        shell.Output.Flush();
    }

    /// <summary>Bytes as they came.</summary>
    public async Task CopyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await shell.Output.WriteAsync(bytes, cancellation);
        await shell.Output.FlushAsync(cancellation);
    }

    public string Bold(string text) => Colours ? $"\e[1m{text}\e[0m" : text;

    public string Dim(string text) => Colours ? $"\e[2m{text}\e[0m" : text;

    public string Green(string text) => Colours ? $"\e[32m{text}\e[0m" : text;

    public string Yellow(string text) => Colours ? $"\e[33m{text}\e[0m" : text;

    /// <summary>Text of others, without anything that a terminal would obey.</summary>
    public static string Plain(string? text)
    {
        if (text is null) return "";
        return text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0 && text.AsSpan().IndexOfAny(Directions) < 0
            ? text
            : string.Concat(text.Select(static c => char.IsControl(c) || Directions.Contains(c) ? '\ufffd' : c));
    }

    /// <summary>The one shape of an error, on standard error.</summary>
    public void Fail(CommandException problem)
    {
        if (json)
        {
            shell.Error.Write(Bytes(writer => Write(writer, problem), indented: true));
            Write(shell.Error, "\n");
            return;
        }

        var text = new StringBuilder();
        text.Append(ErrorColours ? "\e[1;31mError:\e[0m " : "Error: ").Append(Plain(problem.Message)).Append('\n');
        foreach (var fault in problem.Faults) text.Append("  ").Append(fault.Place is null ? "" : Plain(fault.Place) + ": ").Append(Plain(fault.Detail)).Append('\n');
        text.Append("Next: ").Append(Plain(problem.WhatToDo)).Append('\n');
        if (problem.RequestId is not null) text.Append("Request id: ").Append(Plain(problem.RequestId)).Append('\n');
        Write(shell.Error, text.ToString());
    }

    /// <summary>After Ctrl+C: the cursor stands behind what was typed.</summary>
    public void Interrupted()
    {
        if (json) Fail(new(ExitCode.Interrupted, "Interrupted.", "Run the command again."));
        else Write(shell.Error, "\nInterrupted.\n");
    }

    /// <summary>For a library that writes text of its own.</summary>
    public StreamWriter NewWriter() => new(shell.Output, new UTF8Encoding(false), 1024, leaveOpen: true) { AutoFlush = true, NewLine = "\n" };

    private static ReadOnlySpan<char> Directions => "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private static ReadOnlySpan<byte> Bytes(Action<Utf8JsonWriter> write, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = indented, Encoder = Readable, NewLine = "\n" })) write(writer);
        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, CommandException problem)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", problem.Message);
        writer.WriteString("what_to_do", problem.WhatToDo);
        writer.WriteNumber("exit_code", problem.ExitCode);
        if (problem.Code is not null) writer.WriteString("code", problem.Code);
        if (problem.Status is { } status) writer.WriteNumber("status", status);
        if (problem.RequestId is not null) writer.WriteString("request_id", problem.RequestId);
        if (problem.Faults.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var fault in problem.Faults)
            {
                writer.WriteStartObject();
                writer.WriteString("detail", fault.Detail);
                if (fault.Place is not null) writer.WriteString("pointer", fault.Place);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Stream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}
