using System.Globalization;
using System.Text.Json;

namespace Stagedoor.Client.Generator;

/// <summary>Writes a class of operations for each tag of the contract, and what their lists are asked for.</summary>
internal sealed class OperationSources(Contract contract, WireTypes types)
{
    private static readonly string[] OfEveryList = ["after", "page_size", "include_total_count"];

    public IEnumerable<(string Name, string Text)> All()
    {
        foreach (var tag in contract.Operations.GroupBy(operation => operation.Tag))
        {
            var name = OperationShapes.Class(tag.Key);
            var source = new SourceText("Stagedoor.Client.Frameio.Wire");
            source.Doc($"The operations on {tag.Key.ToLowerInvariant()}.");
            source.Open($"public sealed partial class {name}");
            source.Line("private readonly ApiConnection connection;");
            source.Line();
            source.Line($"internal {name}(ApiConnection connection) => this.connection = connection;");
            foreach (var operation in tag)
            {
                source.Line();
                Write(source, operation);
            }

            source.Close();
            yield return ($"{name}.g.cs", source.ToString());
        }

        foreach (var options in OperationShapes.OptionsOf.GroupBy(entry => entry.Value)) yield return ($"{options.Key}.g.cs", Options(options.Key, contract.Operations.Single(operation => operation.Id == options.First().Key)));
    }

    private sealed record Argument(string Wire, string Name, string Type, string Doc, string? Usual, string Write);

    private void Write(SourceText source, ContractOperation operation)
    {
        var (body, bodyRecord, isWrapped) = BodyOf(operation);
        var answer = AnswerOf(operation);
        var isList = answer?.Name.StartsWith("IReadOnlyList<", StringComparison.Ordinal) == true;
        var path = PathIds(operation).Select(id => new Argument(id, Names.Camel(id), "FrameioId", $"The id of the {id[..^3].Replace('_', ' ')}.", null, "")).ToList();
        var query = isList ? [] : Query(operation).Select(ArgumentOf).ToList();
        var result = answer is null ? "Task" : isList ? $"FrameioList<{answer.Name[14..^1]}>" : $"Task<{answer.Name}{(OperationShapes.MayComeLater.Contains(operation.Id) ? "?" : "")}>";

        var arguments = new List<Argument>([.. path, .. body, .. query]);
        if (isList) arguments.Add(new("", "options", OperationShapes.OptionsOf.GetValueOrDefault(operation.Id, "ListOptions") + "?", "What is asked for.", "null", ""));
        else arguments.Add(new("", "cancellation", "CancellationToken", "Ends it.", "default", ""));

        source.Doc($"{operation.Json.GetProperty("summary").GetString()}: <c>{operation.Method.ToUpperInvariant()} {operation.Path}</c>.");
        foreach (var argument in arguments) source.Line($"/// <param name=\"{argument.Name}\">{argument.Doc}</param>");
        source.Line($"/// <remarks>{Contract.Description(operation.Json)}</remarks>");
        if (operation.Json.TryGetProperty("deprecated", out var old) && old.GetBoolean()) source.Line("[Obsolete(\"The contract deprecates it: use CreateLocalUploadAsync or CreateRemoteUploadAsync.\")]");
        source.Open($"public {result} {OperationShapes.Method(operation.Id)}({string.Join(", ", arguments.Select(argument => $"{argument.Type} {argument.Name}{(argument.Usual is null ? "" : " = " + argument.Usual)}"))})");
        foreach (var argument in body.Where(argument => argument.Usual is null && argument.Write.Length > 0 && argument.Type is not ("FrameioId" or "long" or "PlaceRole"))) source.Line($"ArgumentNullException.ThrowIfNull({argument.Name});");
        var address = operation.Path.Split('/').Select(step => step.StartsWith('{') ? $"{{{Names.Camel(step[1..^1])}.Escaped}}" : step);
        var request = $"new ApiRequest(\"{operation.Id}\", HttpMethod.{Names.Pascal(operation.Method)}, $\"{string.Join('/', address)}\")".Replace("$\"/v4/me\"", "\"/v4/me\"", StringComparison.Ordinal).Replace("$\"/v4/accounts\"", "\"/v4/accounts\"", StringComparison.Ordinal);
        if (operation.Json.GetProperty("parameters").EnumerateArray().Any(parameter => parameter.GetProperty("in").GetString() == "header")) request += " { Version = \"4.0\" }";
        if (isList) request += $".With(options ?? ListOptions.Usual)";
        if (query.Count > 0)
        {
            source.Line("var query = new ApiQuery();");
            foreach (var argument in query) source.Line(argument.Write);
            request += ".With(query)";
        }

        if (bodyRecord is not null) request += isWrapped ? $".WithData({bodyRecord}.Write)" : $".WithBody({bodyRecord}.Write)";
        else if (body.Count > 0)
        {
            source.Line($"var request = {request}.WithData(writer =>");
            source.Line("{");
            source.Line("    writer.WriteStartObject();");
            foreach (var argument in body) source.Line("    " + argument.Write);
            source.Line("    writer.WriteEndObject();");
            source.Line("});");
            request = "request";
        }

        source.Line(answer is null ? $"return connection.SendAsync({request}, cancellation);"
            : isList ? $"return new(connection, {request}, {answer.Reader});"
            : $"return connection.{(OperationShapes.MayComeLater.Contains(operation.Id) ? "SendMaybeAsync" : "SendAsync")}({request}, {answer.Reader}, cancellation);");
        source.Close();
    }

    private (List<Argument> Arguments, string? Record, bool IsWrapped) BodyOf(ContractOperation operation)
    {
        if (!operation.Json.TryGetProperty("requestBody", out var body)) return ([], null, false);
        var name = Contract.Reference(body.GetProperty("content").GetProperty("application/json").GetProperty("schema"))!;
        var isWrapped = contract.Members(name).Any(member => member.Name == "data");
        var path = isWrapped ? name + ".data" : name;
        var record = OperationShapes.BodyOf.TryGetValue(operation.Id, out var chosen) ? chosen
            : RecordShapes.All.FirstOrDefault(shape => shape.Schemas.Contains(path) || shape.Schemas.Contains(Contract.Reference(contract.At(path)) ?? "-"))?.Name;
        if (record is not null)
        {
            var local = record.StartsWith("New", StringComparison.Ordinal) ? record[3..] : record.EndsWith("Update", StringComparison.Ordinal) ? "change" : record;
            local = local is "SearchQuery" ? "query" : Names.Camel(local);
            return ([new("", local, record, record.EndsWith("Update", StringComparison.Ordinal) ? "What to change." : "What to send.", null, "-")], local, isWrapped);
        }

        return ([.. contract.Members(path).OrderBy(member => member.Name == "name" ? "" : member.Name, StringComparer.Ordinal).Select(member =>
        {
            var type = types.Of("#", member.Name, member.Schema, member.Path);
            var isOptional = operation.Id.EndsWith(".copy", StringComparison.Ordinal);
            var local = Names.Local(member.Name);
            return new Argument(member.Name, local, type.Name + (isOptional ? "?" : ""), Contract.Description(member.Schema) ?? Names.Sentence(member.Name), isOptional ? "null" : null, string.Format(CultureInfo.InvariantCulture, type.Write, $"\"{member.Name}\"", local));
        })], null, isWrapped);
    }

    private WireType? AnswerOf(ContractOperation operation)
    {
        var response = operation.Json.GetProperty("responses").EnumerateObject().First(response => response.Name.StartsWith('2'));
        if (!response.Value.TryGetProperty("content", out var content) || response.Name == "204") return null;
        var name = Contract.Reference(content.GetProperty("application/json").GetProperty("schema"))!;
        var data = contract.Members(name).First(member => member.Name == "data");
        return types.Of("#", "data", data.Schema, data.Path);
    }

    private static IEnumerable<string> PathIds(ContractOperation operation) => operation.Path.Split('/').Where(step => step.StartsWith('{')).Select(step => step[1..^1]);

    private static IEnumerable<JsonElement> Query(ContractOperation operation) =>
        operation.Json.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query" && !OfEveryList.Contains(parameter.GetProperty("name").GetString()));

    private Argument ArgumentOf(JsonElement parameter)
    {
        var (name, schema) = (parameter.GetProperty("name").GetString()!, contract.Resolved(parameter.GetProperty("schema")));
        var title = schema.TryGetProperty("title", out var titled) ? titled.GetString()! : "";
        var doc = Contract.Description(parameter) ?? Contract.Description(schema) ?? Names.Sentence(name);
        var local = Names.Camel(name);
        if (OperationShapes.FlagsOf.TryGetValue(title, out var flags)) return new(name, local, flags, name == "include" ? "What the answer shall include." : doc, flags + ".None", $"query.Add(\"{name}\", {local}.Text());");
        if (name == "filters") return new(name, local, (schema.TryGetProperty("properties", out var filters) && filters.TryGetProperty("exclude_immutable", out _) ? "FieldDefinitionFilters" : "AuditLogFilters") + "?", doc, "null", $"{local}?.Write(query);");
        if (schema.TryGetProperty("enum", out var values))
        {
            var type = name == "sort" ? types.EnumOf(OperationShapes.SortOf.GetValueOrDefault(title, title), values) : types.Of("#", name, schema, "#");
            return new(name, local, type.Name + "?", name == "sort" ? "In which order." : doc, "null", $"query.Add(\"{name}\", {local}?.ToString());");
        }

        return new(name, local, "bool", doc, "false", $"query.Add(\"{name}\", {local});");
    }

    private string Options(string name, ContractOperation operation)
    {
        var source = new SourceText("Stagedoor.Client.Frameio.Wire");
        source.Doc("What the list can be asked for.");
        source.Open($"public sealed record {name} : ListOptions");
        var arguments = Query(operation).Select(ArgumentOf).ToList();
        foreach (var argument in arguments)
        {
            source.Doc(argument.Doc);
            source.Line($"public {argument.Type} {Names.Pascal(argument.Wire)} {{ get; init; }}");
            source.Line();
        }

        source.Open("internal override void Write(ApiQuery query)");
        foreach (var argument in arguments) source.Line(Property(argument));
        source.Line("base.Write(query);");
        source.Close();
        source.Close();
        return source.ToString();
    }

    private static string Property(Argument argument) => argument.Wire == "filters" ? "Filters?.Write(query);" : argument.Write.Replace($", {argument.Name}", $", {Names.Pascal(argument.Wire)}", StringComparison.Ordinal);
}
