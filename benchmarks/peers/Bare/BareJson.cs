using System.Text.Json.Serialization;

namespace Bare;

[JsonSerializable(typeof(string))]
internal sealed partial class BareJson : JsonSerializerContext;
