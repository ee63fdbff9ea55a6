using System.Buffers;
using System.Text.Json;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>One call, before it is sent: it can be sent again.</summary>
internal sealed record ApiRequest(string Operation, HttpMethod Method, string Address)
{
    /// <summary>The JSON of the body.</summary>
    public ReadOnlyMemory<byte>? Body { get; private init; }

    /// <summary>The value of <c>api-version</c>, where the contract demands one.</summary>
    public string? Version { get; init; }

    /// <summary>With what a list is asked for.</summary>
    public ApiRequest With(ListOptions options)
    {
        var query = new ApiQuery();
        options.Write(query);
        return With(query);
    }

    public ApiRequest With(ApiQuery query) => this with { Address = Address + query };

    /// <summary>With a body that stands in <c>data</c>, as nearly all do.</summary>
    public ApiRequest WithData(Action<Utf8JsonWriter> write) => WithBody(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("data");
        write(writer);
        writer.WriteEndObject();
    });

    public ApiRequest WithBody(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return this with { Body = buffer.WrittenMemory };
    }
}
