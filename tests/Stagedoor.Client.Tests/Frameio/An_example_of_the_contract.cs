using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Every answer that the contract shows, read by the method of its operation: no member is left over, and nothing that it says is lost.</summary>
public class An_example_of_the_contract
{
    public static TheoryData<string> Operations => [.. Methods().Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Order(StringComparer.Ordinal)];

    [Fact]
    public void belongs_to_one_of_as_many_methods_as_there_are_operations() => Assert.Equal(Contracts.Operations.Count, Methods().Count);

    [Theory, MemberData(nameof(Operations))]
    public async Task is_read_whole(string name)
    {
        JsonElement? shown = null;
        string? operation = null;
        using var api = new Wire(sent =>
        {
            using var request = new HttpRequestMessage(new(sent.Method), sent.Address);
            operation = Contracts.Of(request);
            shown = Contracts.Answer(operation!);
            return Wire.Json(200, shown?.GetRawText() ?? "");
        });
        using var client = Studio.Over(api);
        var group = typeof(FrameioClient).GetProperties().Single(property => property.PropertyType.Name == name.Split('.')[0]).GetValue(client)!;
        var method = Methods().Single(method => $"{method.DeclaringType!.Name}.{method.Name}" == name);
        var result = method.Invoke(group, [.. method.GetParameters().Select(parameter => Argument(parameter.ParameterType))])!;
        object? read = null;
        if (result is Task task)
        {
            await task;
            if (shown is not null) read = result.GetType().GetProperty("Result")!.GetValue(result);
        }
        else read = await FirstAsync((dynamic)result);

        Assert.NotNull(operation);
        if (shown is not { } answer) return;
        Assert.NotNull(read);
        var left = new List<string>();
        Look(read, "", left);
        Assert.Equal([], left);
        if (answer.GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("id", out var id)) Assert.Equal(id.GetString(), read.GetType().GetProperty("Id")!.GetValue(read)!.ToString());
        if (answer.GetProperty("data") is { ValueKind: JsonValueKind.Array } items) Assert.Equal(items.GetArrayLength(), ((ICollection)read).Count);
    }

    // The operations, not what is built upon them.
    private static List<MethodInfo> Methods() =>
    [
        .. typeof(FrameioClient).GetProperties().SelectMany(group => group.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name is not (nameof(FileOperations.UploadAsync) or nameof(FileOperations.BeginUploadAsync) or nameof(FileOperations.ResumeUploadAsync) or nameof(FileOperations.DownloadAsync))),
    ];

    private static object? Argument(Type type) =>
        type == typeof(FrameioId) ? new FrameioId("x")
        : type == typeof(string) ? "text"
        : type == typeof(CancellationToken) || (type.IsValueType && Nullable.GetUnderlyingType(type) is null) ? RuntimeHelpers.GetUninitializedObject(type)
        : type.IsValueType || type.Name.EndsWith("Options", StringComparison.Ordinal) ? null
        : type.IsGenericType ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : Filled(type);

    private static object Filled(Type type)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is not null)) property.SetValue(made, Argument(property.PropertyType));
        return made;
    }

    private static async Task<IReadOnlyList<T>> FirstAsync<T>(FrameioList<T> list)
    {
        await foreach (var page in list.PagesAsync()) return page.Items;
        return [];
    }

    /// <summary>Where members are left over, by their path.</summary>
    private static void Look(object? value, string path, List<string> left)
    {
        if (value is UnknownMembers members) left.AddRange(members.Keys.Select(key => $"{path}.{key}"));
        else if (value is IEnumerable items and not string)
        {
            foreach (var item in items) Look(item, path + "[]", left);
        }
        else if (value?.GetType() is { IsClass: true, Namespace: "Stagedoor.Client.Frameio" } type)
        {
            foreach (var property in type.GetProperties().Where(property => property.GetIndexParameters().Length == 0)) Look(property.GetValue(value), $"{path}.{(property.Name == "More" ? "" : property.Name)}", left);
        }
    }
}
