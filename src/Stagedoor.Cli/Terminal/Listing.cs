using System.Text.Json;

namespace Stagedoor.Cli.Terminal;

/// <summary>How a list of something is shown: a table for people, one array for programs, whose members never change their meaning.</summary>
internal sealed class Listing<T>(string[] headings, Func<T, string?[]> cells, Action<Utf8JsonWriter, T> members)
{
    public async Task<int> WriteAsync(Invocation call, IAsyncEnumerable<T> list, CancellationToken cancellation)
    {
        var all = new List<T>();
        await foreach (var one in list.WithCancellation(cancellation)) all.Add(one);
        if (call.Output.Json) call.Output.Document(writer => Array(writer, all));
        else
        {
            var table = new Table(headings);
            foreach (var one in all) table.Add(cells(one));
            table.Write(call.Output, call.Shell);
        }

        return ExitCode.Done;
    }

    /// <summary>One of them, that was just made; for people, a sentence about it.</summary>
    public int WriteOne(Invocation call, T one, string sentence)
    {
        if (call.Output.Json) call.Output.Document(writer => Object(writer, one));
        else call.Output.Line(sentence);
        return ExitCode.Done;
    }

    public void Array(Utf8JsonWriter writer, IEnumerable<T> all)
    {
        writer.WriteStartArray();
        foreach (var one in all) Object(writer, one);
        writer.WriteEndArray();
    }

    private void Object(Utf8JsonWriter writer, T one)
    {
        writer.WriteStartObject();
        members(writer, one);
        writer.WriteEndObject();
    }
}
