// The ceilings: what Kestrel does with nothing of an identity service around it. bare --urls http://127.0.0.1:5290 [--data DIRECTORY]
using Bare;

var builder = WebApplication.CreateEmptyBuilder(new() { Args = args });
builder.Configuration.AddCommandLine(args);
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5290");
builder.Services.AddRoutingCore();
await using var app = builder.Build();
app.UseRouting();

using var journal = builder.Configuration["data"] is { } data ? new Journal(data) : null;
using var tokens = new Tokens(builder.Configuration["issuer"] ?? "http://127.0.0.1:5180");
app.MapGet("/ready", static context => context.Response.WriteAsync("ready"));
app.MapPost("/token/es256", context => tokens.AnswerAsync(context, tokens.Es256, null));
app.MapPost("/token/rs256", context => tokens.AnswerAsync(context, tokens.Rs256, null));
app.MapPost("/token/es256-durable", context => tokens.AnswerAsync(context, tokens.Es256, journal ?? throw new InvalidOperationException("--data is missing")));
app.MapGet("/v4/me", Me.AnswerAsync);
app.MapPost("/hash", PasswordHash.AnswerAsync);
Echo.Map(app);

await app.StartAsync();
Console.WriteLine("ready");
await app.WaitForShutdownAsync();
